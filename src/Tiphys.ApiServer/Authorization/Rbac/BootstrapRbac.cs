using System.Text.Json;
using Tiphys.Api.Json;
using Tiphys.Api.Rbac.V1;

namespace Tiphys.ApiServer.Authorization.Rbac;

/// <summary>The default roles and bindings of upstream, which a server makes sure of when it starts.</summary>
public static class BootstrapRbac
{
    /// <summary>Reads them all.</summary>
    public static IReadOnlyList<IKubernetesObject> Read()
    {
        using var stream = typeof(BootstrapRbac).Assembly.GetManifestResourceStream("bootstrap-rbac.json")
            ?? throw new InvalidOperationException("the default roles are not in the program");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    private static IKubernetesObject Read(JsonElement element)
    {
        var json = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element);
        return element.GetProperty("kind").GetString() switch
        {
            "ClusterRole" => ApiJson.Read<ClusterRole>(json),
            "ClusterRoleBinding" => ApiJson.Read<ClusterRoleBinding>(json),
            "Role" => ApiJson.Read<Role>(json),
            _ => ApiJson.Read<RoleBinding>(json),
        };
    }
}
