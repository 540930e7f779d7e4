using System.Globalization;
using System.Net;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Environment;

/// <summary>
/// Variables that tell containers where services are, in the two forms that grew historically: <c>WEB_SERVICE_HOST</c> and the links of Docker,
/// <c>WEB_PORT_80_TCP_ADDR</c>.
/// </summary>
internal static class ServiceVariables
{
    /// <summary>Variables of the services of a namespace when they are wanted, and always of the API server's.</summary>
    public static Dictionary<string, string> Of(IEnumerable<Service> ofNamespace, Service? apiServer, bool enableServiceLinks)
    {
        var variables = new Dictionary<string, string>();
        foreach (var service in enableServiceLinks ? ofNamespace : [])
        {
            Add(variables, service);
        }

        // Last: in any namespace, "kubernetes" means the one in "default".
        if (apiServer is not null)
        {
            Add(variables, apiServer);
        }

        return variables;
    }

    private static void Add(Dictionary<string, string> variables, Service service)
    {
        var address = service.Spec.ClusterIP;
        if (address is "" or "None" || service.Spec.Ports.IsEmpty)
        {
            return;
        }

        var name = VariableName(service.Metadata.Name);
        variables[$"{name}_SERVICE_HOST"] = address;
        variables[$"{name}_SERVICE_PORT"] = Text(service.Spec.Ports[0].Port);
        foreach (var port in service.Spec.Ports)
        {
            if (port.Name.Length > 0)
            {
                variables[$"{name}_SERVICE_PORT_{VariableName(port.Name)}"] = Text(port.Port);
            }
        }

        variables[$"{name}_PORT"] = Url(service.Spec.Ports[0], address);
        foreach (var port in service.Spec.Ports)
        {
            AddLink(variables, name, address, port);
        }
    }

    private static void AddLink(Dictionary<string, string> variables, string name, string address, ServicePort port)
    {
        var prefix = $"{name}_PORT_{Text(port.Port)}_{ProtocolOf(port).ToUpperInvariant()}";
        variables[prefix] = Url(port, address);
        variables[$"{prefix}_PROTO"] = ProtocolOf(port).ToLowerInvariant();
        variables[$"{prefix}_PORT"] = Text(port.Port);
        variables[$"{prefix}_ADDR"] = address;
    }

    private static string Url(ServicePort port, string address)
    {
        var host = IPAddress.TryParse(address, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address;
        return $"{ProtocolOf(port).ToLowerInvariant()}://{host}:{Text(port.Port)}";
    }

    private static string ProtocolOf(ServicePort port) => port.Protocol is { Length: > 0 } protocol ? protocol : Protocol.TCP;

    private static string VariableName(string name) => name.Replace('-', '_').ToUpperInvariant();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
