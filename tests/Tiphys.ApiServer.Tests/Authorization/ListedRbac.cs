using Tiphys.Api;
using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Authorization.Rbac;

namespace Tiphys.ApiServer.Tests.Authorization;

/// <summary>Roles and bindings that a test puts down.</summary>
internal sealed class ListedRbac : IRbacSource
{
    private readonly Dictionary<(string Kind, string Namespace, string Name), IKubernetesObject> _objects = [];

    public RbacModel Current => new(
        _objects.Values.OfType<ClusterRole>(), _objects.Values.OfType<ClusterRoleBinding>(), _objects.Values.OfType<Role>(), _objects.Values.OfType<RoleBinding>());

    public void Set(IKubernetesObject value) => _objects[Key(value)] = value;

    public void Remove(IKubernetesObject value) => _objects.Remove(Key(value));

    private static (string Kind, string Namespace, string Name) Key(IKubernetesObject value) => (value.Kind, value.Metadata.Namespace, value.Metadata.Name);
}
