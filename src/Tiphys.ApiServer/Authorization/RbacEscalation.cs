using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Authorization.Rbac;

namespace Tiphys.ApiServer.Authorization;

/// <summary>Refuses roles and bindings that would give more than their author has.</summary>
internal sealed class RbacEscalation(EscalationCheck check) : IAdmissionPlugin
{
    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        var user = request.Context.User;
        var (plural, ns, name) = (request.Resource.Plural, request.Context.Namespace, value?.Metadata.Name ?? "");
        switch (value)
        {
            case ClusterRole role when !SameRules(role, request.Old as ClusterRole):
                check.CheckRole(user, plural, ns, name, role.Rules);
                CheckAggregation(user, plural, role);
                break;
            case Role role when role.Rules != (request.Old as Role)?.Rules:
                check.CheckRole(user, plural, ns, name, role.Rules);
                break;
            case ClusterRoleBinding binding:
                check.CheckBinding(user, plural, ns, name, binding.RoleRef);
                break;
            case RoleBinding binding:
                check.CheckBinding(user, plural, ns, name, binding.RoleRef);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private static bool SameRules(ClusterRole role, ClusterRole? old) =>
        old is not null && role.Rules == old.Rules && role.AggregationRule == old.AggregationRule;

    // A role that collects others may come to hold anything: only those who hold everything may make one.
    private void CheckAggregation(Authentication.UserInfo user, string plural, ClusterRole role)
    {
        if (role.AggregationRule is not null)
        {
            check.CheckRole(user, plural, "", role.Metadata.Name, [Everything, EveryPath]);
        }
    }

    private static PolicyRule Everything { get; } = new() { APIGroups = ["*"], Resources = ["*"], Verbs = ["*"] };

    private static PolicyRule EveryPath { get; } = new() { NonResourceURLs = ["*"], Verbs = ["*"] };
}
