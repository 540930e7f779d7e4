using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Objects as upstream's messages show them: JSON with the names of its internal types.</summary>
internal static class InternalForms
{
    public static string Show(SeccompProfile profile) =>
        $"{{\"Type\":{FieldErrors.Quote(profile.Type)},\"LocalhostProfile\":{Text(profile.LocalhostProfile)}}}";

    public static string Show(SecurityContext security) =>
        $"{{\"Capabilities\":{Show(security.Capabilities)},\"Privileged\":{Flag(security.Privileged)},\"SELinuxOptions\":null,\"WindowsOptions\":null,"
            + $"\"RunAsUser\":{FieldErrorsExtensions.Shown(security.RunAsUser)},\"RunAsGroup\":{FieldErrorsExtensions.Shown(security.RunAsGroup)},"
            + $"\"RunAsNonRoot\":{Flag(security.RunAsNonRoot)},\"ReadOnlyRootFilesystem\":{Flag(security.ReadOnlyRootFilesystem)},"
            + $"\"AllowPrivilegeEscalation\":{Flag(security.AllowPrivilegeEscalation)},\"ProcMount\":{Text(security.ProcMount)},"
            + "\"SeccompProfile\":null,\"AppArmorProfile\":null}";

    public static string Show(PodResourceClaim claim) =>
        $"{{\"Name\":{FieldErrors.Quote(claim.Name)},\"ResourceClaimName\":{Text(claim.ResourceClaimName)},"
            + $"\"ResourceClaimTemplateName\":{Text(claim.ResourceClaimTemplateName)}}}";

    /// <summary>Addresses of a pod or of its node.</summary>
    public static string Show(IEnumerable<string> addresses) => "[" + string.Join(",", addresses.Select(address => $"{{\"IP\":{FieldErrors.Quote(address)}}}")) + "]";

    private static string Show(Capabilities? capabilities) =>
        capabilities is null ? "null" : $"{{\"Add\":{Show(capabilities.Add)},\"Drop\":{Show(capabilities.Drop)}}}";

    private static string Show(ApiList<string> items) => items.IsEmpty ? "null" : "[" + string.Join(",", items.Select(FieldErrors.Quote)) + "]";

    private static string Flag(bool? value) => value switch
    {
        true => "true",
        false => "false",
        _ => "null",
    };

    private static string Text(string? value) => value is null ? "null" : FieldErrors.Quote(value);
}
