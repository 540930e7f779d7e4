using System.Globalization;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Probes;

/// <summary>Ports of probes and hooks: a number, or the name of one of the container's ports.</summary>
internal static class ContainerPorts
{
    /// <exception cref="FormatException">There is no such port; the message is upstream's.</exception>
    public static int Resolve(IntOrString port, Container container)
    {
        var number = port.IsString ? Named(port.StringValue!, container) : port.IntValue;
        return number is > 0 and < 65536 ? number : throw new FormatException($"invalid port number: {number}");
    }

    private static int Named(string name, Container container) =>
        container.Ports.FirstOrDefault(port => port.Name == name) is { } named ? named.Port
        : int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"strconv.Atoi: parsing \"{name}\": invalid syntax");
}
