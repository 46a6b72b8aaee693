package store

import "kommungraf/internal/vocab"

// Words for what an actor is, in Swedish and English: people search for «Sundsvalls kommun» and «Malmö stad», though
// the names that are kept are Sundsvall and Malmö.
var (
	kindWords = map[vocab.ActorKind]string{
		vocab.Municipality:         "kommun stad municipality city",
		vocab.Region:               "region",
		vocab.Association:          "samverkan association",
		vocab.Supplier:             "leverantör supplier",
		vocab.Agency:               "myndighet agency",
		vocab.ResearchOrganisation: "forskning research",
	}
	formWords = map[vocab.OrganisationForm]string{
		vocab.FormMunicipalAssociation:            "kommunalförbund municipal association",
		vocab.FormJointBoard:                      "gemensam nämnd joint board",
		vocab.FormJointCompany:                    "gemensamt bolag joint company",
		vocab.FormHoldingCompany:                  "holdingbolag ägarbolag holding company",
		vocab.FormCentralPurchasingBody:           "inköpscentral central purchasing body",
		vocab.FormCooperative:                     "ekonomisk förening cooperative",
		vocab.FormContractualCooperation:          "avtalssamverkan contractual cooperation",
		vocab.FormCountyFederation:                "kommunförbund länsförbund county federation",
		vocab.FormFederationOfAssociations:        "samverkansorganisation federation",
		vocab.FormEmployerAndInterestOrganisation: "arbetsgivarorganisation intresseorganisation employer interest organisation",
		vocab.FormNonProfitAssociation:            "ideell förening non-profit association",
		vocab.FormCooperationProgramme:            "samverkansprogram cooperation programme",
		vocab.FormNetwork:                         "nätverk network",
		vocab.FormOpenSourceCommunity:             "öppen källkod open source community",
		vocab.FormProject:                         "projekt project",
		vocab.FormResearchProject:                 "forskningsprojekt research project",
		vocab.FormResearchNetwork:                 "forskningsnätverk research network",
		vocab.FormStateAgency:                     "statlig myndighet state agency",
		vocab.FormStandardsBody:                   "standardiseringsorgan standards body",
		vocab.FormUniversity:                      "universitet högskola university",
		vocab.FormResearchInstitute:               "forskningsinstitut research institute",
	}
)
