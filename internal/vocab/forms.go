package vocab

import "io"

// OrganisationForm is the legal or practical form of an actor that is neither a municipality, a region nor a supplier.
type OrganisationForm string

// The values of OrganisationForm.
const (
	FormMunicipalAssociation            OrganisationForm = "MUNICIPAL_ASSOCIATION"
	FormJointBoard                      OrganisationForm = "JOINT_BOARD"
	FormJointCompany                    OrganisationForm = "JOINT_COMPANY"
	FormHoldingCompany                  OrganisationForm = "HOLDING_COMPANY"
	FormCentralPurchasingBody           OrganisationForm = "CENTRAL_PURCHASING_BODY"
	FormCooperative                     OrganisationForm = "COOPERATIVE"
	FormContractualCooperation          OrganisationForm = "CONTRACTUAL_COOPERATION"
	FormCountyFederation                OrganisationForm = "COUNTY_FEDERATION"
	FormFederationOfAssociations        OrganisationForm = "FEDERATION_OF_ASSOCIATIONS"
	FormEmployerAndInterestOrganisation OrganisationForm = "EMPLOYER_AND_INTEREST_ORGANISATION"
	FormNonProfitAssociation            OrganisationForm = "NON_PROFIT_ASSOCIATION"
	FormCooperationProgramme            OrganisationForm = "COOPERATION_PROGRAMME"
	FormNetwork                         OrganisationForm = "NETWORK"
	FormOpenSourceCommunity             OrganisationForm = "OPEN_SOURCE_COMMUNITY"
	FormProject                         OrganisationForm = "PROJECT"
	FormResearchProject                 OrganisationForm = "RESEARCH_PROJECT"
	FormResearchNetwork                 OrganisationForm = "RESEARCH_NETWORK"
	FormStateAgency                     OrganisationForm = "STATE_AGENCY"
	FormStandardsBody                   OrganisationForm = "STANDARDS_BODY"
	FormUniversity                      OrganisationForm = "UNIVERSITY"
	FormResearchInstitute               OrganisationForm = "RESEARCH_INSTITUTE"
)

// formKinds says which kind of actor takes each form, in the order that the API lists them.
var formKinds = []struct {
	Form OrganisationForm
	Kind ActorKind
}{
	{FormMunicipalAssociation, Association},
	{FormJointBoard, Association},
	{FormJointCompany, Association},
	{FormHoldingCompany, Association},
	{FormCentralPurchasingBody, Association},
	{FormCooperative, Association},
	{FormContractualCooperation, Association},
	{FormCountyFederation, Association},
	{FormFederationOfAssociations, Association},
	{FormEmployerAndInterestOrganisation, Association},
	{FormNonProfitAssociation, Association},
	{FormCooperationProgramme, Association},
	{FormNetwork, Association},
	{FormOpenSourceCommunity, Association},
	{FormProject, Association},
	{FormResearchProject, Association},
	{FormResearchNetwork, Association},
	{FormStateAgency, Agency},
	{FormStandardsBody, Agency},
	{FormUniversity, ResearchOrganisation},
	{FormResearchInstitute, ResearchOrganisation},
}

var organisationForms = func() (forms []OrganisationForm) {
	for _, f := range formKinds {
		forms = append(forms, f.Form)
	}
	return forms
}()

// Values lists the stored words.
func (OrganisationForm) Values() []string { return asStrings(organisationForms) }

// MarshalGQL writes the value as the API shows it.
func (v OrganisationForm) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *OrganisationForm) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "OrganisationForm", organisationForms)
	return err
}

// Kind is the kind of actor that takes the form; empty for an unknown form.
func (v OrganisationForm) Kind() ActorKind {
	for _, f := range formKinds {
		if f.Form == v {
			return f.Kind
		}
	}
	return ""
}
