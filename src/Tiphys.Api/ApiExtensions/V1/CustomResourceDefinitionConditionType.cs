namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Known values of <c>CustomResourceDefinitionConditionType</c>.</summary>
public static class CustomResourceDefinitionConditionType
{
    public const string Established = "Established";

    public const string NamesAccepted = "NamesAccepted";

    public const string NonStructuralSchema = "NonStructuralSchema";

    public const string Terminating = "Terminating";

    public const string KubernetesAPIApprovalPolicyConformant = "KubernetesAPIApprovalPolicyConformant";

    public const string StorageMigrating = "StorageMigrating";
}
