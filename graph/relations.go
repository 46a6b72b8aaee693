package graph

import "kommungraf/internal/vocab"

func relationTypes(entity vocab.RelationEntity) []*vocab.RelationType {
	var types []*vocab.RelationType
	for _, t := range vocab.RelationTypes(entity) {
		types = append(types, &t)
	}
	return types
}

func ruleTexts(rules []vocab.Rule, lang vocab.Language) []string {
	texts := []string{}
	for _, r := range rules {
		texts = append(texts, r.Text.In(lang))
	}
	return texts
}

// notEmpty is how the API shows a text of a table that may be missing: null.
func notEmpty(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
