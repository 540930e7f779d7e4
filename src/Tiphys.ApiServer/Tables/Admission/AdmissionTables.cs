using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Tables.Admission;

/// <summary>Kinds of admissionregistration.k8s.io.</summary>
internal static class AdmissionTables
{
    public static IEnumerable<KindTable> All =>
        [Webhooks<MutatingWebhookConfiguration>(value => value.Webhooks.Count), Webhooks<ValidatingWebhookConfiguration>(value => value.Webhooks.Count), MutatingPolicy, ValidatingPolicy, MutatingBinding, ValidatingBinding];

    private static KindTable ValidatingPolicy { get; } = new TableBuilder<ValidatingAdmissionPolicy>()
        .Name()
        .Integer("Validations", "Number of rules.", value => value.Spec.Validations.Count)
        .Text("ParamKind", "Kind of the policy's parameters.", value => ParamKind(value.Spec.ParamKind))
        .Age()
        .Build();

    private static KindTable MutatingPolicy { get; } = new TableBuilder<MutatingAdmissionPolicy>()
        .Name()
        .Integer("Mutations", "Number of changes.", value => value.Spec.Mutations.Count)
        .Text("ParamKind", "Kind of the policy's parameters.", value => ParamKind(value.Spec.ParamKind))
        .Age()
        .Build();

    private static KindTable ValidatingBinding { get; } =
        BindingColumns().Build<ValidatingAdmissionPolicyBinding>((value, _) => (value.Spec.PolicyName, value.Spec.ParamRef));

    private static KindTable MutatingBinding { get; } =
        BindingColumns().Build<MutatingAdmissionPolicyBinding>((value, _) => (value.Spec.PolicyName, value.Spec.ParamRef));

    private static KindTable Webhooks<T>(Func<T, int> count)
        where T : class, IKubernetesObject<T> => new TableBuilder<T>()
        .Name()
        .Integer("Webhooks", "Number of webhooks.", value => count(value))
        .Age()
        .Build();

    private static TableBuilder<(string Policy, ParamRef? Param)> BindingColumns() => new TableBuilder<(string Policy, ParamRef? Param)>()
        .Name()
        .Text("PolicyName", "Policy that is put to use.", row => row.Policy)
        .Text("ParamRef", "Objects with the policy's parameters.", row => Param(row.Param))
        .Age();

    private static string ParamKind(ParamKind? kind) => kind is null ? TableText.Unset : $"{kind.APIVersion}/{kind.Kind}";

    // Whether the parameter's kind has namespaces cannot be told from here, hence the star.
    private static string Param(ParamRef? param) => param switch
    {
        { Name.Length: > 0 } => (param.Namespace.Length > 0 ? param.Namespace : "*") + "/" + param.Name,
        { Selector: { } selector } => TableText.Record(selector),
        _ => TableText.Unset,
    };
}
