namespace Tiphys.ApiServer.Tests.Kinds.Admission;

public sealed class AdmissionPolicyTests
{
    private const string Validating = """
        {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicy", "metadata": {"name": "p"}, "spec": {
          "matchConstraints": {"resourceRules": [{"apiGroups": [""], "apiVersions": ["v1"], "resources": ["pods"], "operations": ["CREATE"]}]},
          "validations": [{"expression": "true"}]}}
        """;

    private const string Mutating = """
        {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "MutatingAdmissionPolicy", "metadata": {"name": "p"}, "spec": {
          "matchConstraints": {"resourceRules": [{"apiGroups": [""], "apiVersions": ["v1"], "resources": ["pods"], "operations": ["CREATE"]}]},
          "mutations": [{"patchType": "JSONPatch", "jsonPatch": {"expression": "[]"}}], "reinvocationPolicy": "Never"}}
        """;

    private const string Binding = """
        {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicyBinding", "metadata": {"name": "b"},
         "spec": {"policyName": "p", "validationActions": ["Deny"]}}
        """;

    [Theory]
    [InlineData("spec/failurePolicy", "\"Bad\"", "NotSupported spec.failurePolicy")]
    [InlineData("spec/paramKind", "{}", "Required spec.paramKind.apiVersion; Required spec.paramKind.kind")]
    [InlineData("spec/paramKind", """{"apiVersion": "a/b/c", "kind": "x y"}""", "Invalid spec.paramKind.apiVersion; Invalid spec.paramKind.kind")]
    [InlineData("spec/paramKind", """{"apiVersion": "a/", "kind": "X"}""", "Invalid spec.paramKind.apiVersion")]
    [InlineData("spec/matchConstraints", null, "Required spec.matchConstraints")]
    [InlineData("spec/matchConstraints/resourceRules", "[]", "Required spec.matchConstraints.resourceRules")]
    [InlineData("spec/matchConstraints/resourceRules/0/resourceNames", """["a", "a", "b/c"]""", "Duplicate spec.matchConstraints.resourceRules[0].resourceNames[1]; Invalid spec.matchConstraints.resourceRules[0].resourceNames[2]")]
    [InlineData("spec/matchConstraints/excludeResourceRules", "[{}]", "Required spec.matchConstraints.excludeResourceRules[0].operations; Required spec.matchConstraints.excludeResourceRules[0].apiGroups; Required spec.matchConstraints.excludeResourceRules[0].apiVersions; Required spec.matchConstraints.excludeResourceRules[0].resources")]
    [InlineData("spec/matchConstraints/matchPolicy", "\"Bad\"", "NotSupported spec.matchConstraints.matchPolicy")]
    [InlineData("spec/matchConditions", """[{"name": "", "expression": ""}]""", "Required spec.matchConditions[0].expression; Required spec.matchConditions[0].name")]
    [InlineData("spec/variables", """[{"name": "in", "expression": " "}]""", "Invalid spec.variables[0].name; Required spec.variables[0].expression")]
    [InlineData("spec/validations", "[]", "Required spec.validations; Required spec.auditAnnotations")]
    [InlineData("spec/validations/0", """{"expression": "", "messageExpression": " ", "message": "a\nb", "reason": "Bad"}""", "Required spec.validations[0].expression; Invalid spec.validations[0].messageExpression; Invalid spec.validations[0].message; NotSupported spec.validations[0].reason")]
    [InlineData("spec/auditAnnotations", """[{"key": "a b", "valueExpression": ""}, {"key": "a b", "valueExpression": "x"}]""", "Invalid spec.auditAnnotations[0].key; Required spec.auditAnnotations[0].valueExpression; Invalid spec.auditAnnotations[1].key; Duplicate spec.auditAnnotations[1].key")]
    public void A_validating_policy_is_checked(string place, string? value, string errors) => Assert.Equal(errors, RuleCheck.OfNew(Validating, place, value));

    [Theory]
    [InlineData("spec/matchConstraints/resourceRules/0/operations", """["DELETE"]""", "NotSupported spec.matchConstraints.resourceRules.operations")]
    [InlineData("spec/mutations", "[]", "Required spec.mutations")]
    [InlineData("spec/mutations/0", "{}", "Required spec.mutations[0].patchType")]
    [InlineData("spec/mutations/0/patchType", "\"Bad\"", "NotSupported spec.mutations[0].patchType")]
    [InlineData("spec/mutations/0/patchType", "\"ApplyConfiguration\"", "Required spec.mutations[0].applyConfiguration; Invalid spec.mutations[0].jsonPatch")]
    [InlineData("spec/mutations/0/jsonPatch/expression", "\" \"", "Required spec.mutations[0].jsonPatch.expression")]
    [InlineData("spec/reinvocationPolicy", null, "Required spec.reinvocationPolicy")]
    public void A_mutating_policy_is_checked(string place, string? value, string errors) => Assert.Equal(errors, RuleCheck.OfNew(Mutating, place, value));

    [Theory]
    [InlineData("spec/policyName", "\"A_\"", "Invalid spec.policyName")]
    [InlineData("spec/paramRef", "{}", "Required spec.paramRef; Required spec.paramRef.parameterNotFoundAction")]
    [InlineData("spec/paramRef", """{"name": "x", "selector": {}, "parameterNotFoundAction": "Bad"}""", "Forbidden spec.paramRef.name; Forbidden spec.paramRef.selector; NotSupported spec.paramRef.parameterNotFoundAction")]
    [InlineData("spec/validationActions", """["Deny", "Deny", "Warn", "Bad"]""", "Duplicate spec.validationActions[1]; NotSupported spec.validationActions[3]; Invalid spec.validationActions")]
    [InlineData("spec/validationActions", "[]", "Required spec.validationActions")]
    public void A_binding_is_checked(string place, string value, string errors) => Assert.Equal(errors, RuleCheck.OfNew(Binding, place, value));
}
