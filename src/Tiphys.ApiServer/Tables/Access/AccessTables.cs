using Tiphys.Api.Certificates.V1;
using Tiphys.Api.Rbac.V1;

namespace Tiphys.ApiServer.Tables.Access;

/// <summary>Roles, their bindings, and certificate requests.</summary>
internal static class AccessTables
{
    public static IEnumerable<KindTable> All => [Role, ClusterRole, RoleBinding, ClusterRoleBinding, CertificateSigningRequest];

    private static KindTable Role { get; } = new TableBuilder<Role>().Name().CreatedAt().Build();

    private static KindTable ClusterRole { get; } = new TableBuilder<ClusterRole>().Name().CreatedAt().Build();

    private static KindTable RoleBinding { get; } = BindingColumns().Build<RoleBinding>((value, _) => (value.RoleRef, value.Subjects));

    private static KindTable ClusterRoleBinding { get; } = BindingColumns().Build<ClusterRoleBinding>((value, _) => (value.RoleRef, value.Subjects));

    private static KindTable CertificateSigningRequest { get; } = new TableBuilder<CertificateSigningRequest>()
        .Name()
        .Age()
        .Text("SignerName", "Who is to sign.", value => TableText.OrNone(value.Spec.SignerName))
        .Text("Requestor", "Who asks.", value => value.Spec.Username)
        .Text("RequestedDuration", "How long the certificate shall be valid.", value =>
            value.Spec.ExpirationSeconds is { } seconds ? Ages.Text(TimeSpan.FromSeconds(seconds)) : TableText.None)
        .Text("Condition", "How the request stands.", value => Condition(value.Status))
        .Build();

    private static TableBuilder<(RoleRef Role, ApiList<Subject> Subjects)> BindingColumns() => new TableBuilder<(RoleRef Role, ApiList<Subject> Subjects)>()
        .Name()
        .Text("Role", "Role that is granted.", row => $"{row.Role.Kind}/{row.Role.Name}")
        .Age()
        .Text("Users", "Users that have the role.", row => Names(row.Subjects, "User")).Wide()
        .Text("Groups", "Groups that have the role.", row => Names(row.Subjects, "Group")).Wide()
        .Text("ServiceAccounts", "Service accounts that have the role.", row => Names(row.Subjects, "ServiceAccount")).Wide();

    private static string Names(ApiList<Subject> subjects, string kind) => string.Join(
        ", ", subjects.Where(each => each.Kind == kind).Select(each => kind == "ServiceAccount" ? $"{each.Namespace}/{each.Name}" : each.Name));

    private static string Condition(CertificateSigningRequestStatus status)
    {
        bool Has(string type) => status.Conditions.Any(each => each.Type == type);
        var text = Has(RequestConditionType.Denied) ? "Denied" : Has(RequestConditionType.Approved) ? "Approved" : "Pending";
        text += Has(RequestConditionType.Failed) ? ",Failed" : "";
        return status.Certificate.IsEmpty ? text : text + ",Issued";
    }
}
