using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Checks of the ports of a service.</summary>
internal static class ServicePortValidation
{
    private static readonly FieldPath Ports = FieldPath.Root("spec").Child("ports");

    /// <summary>Each port by itself, and the names among each other.</summary>
    public static void Validate(ServiceSpec spec, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.Ports.Count; i++)
        {
            Validate(spec.Ports[i], spec.Ports.Count > 1, names, Ports.Index(i), errors);
        }
    }

    /// <summary>No node port or port twice for a protocol.</summary>
    public static void ValidateNodePorts(ServiceSpec spec, FieldErrors errors)
    {
        for (var i = 0; spec.Type == ServiceType.ClusterIP && i < spec.Ports.Count; i++)
        {
            if (spec.Ports[i].NodePort != 0)
            {
                errors.Forbidden(Ports.Index(i).Child("nodePort"), "may not be used when `type` is 'ClusterIP'");
            }
        }

        var nodePorts = new HashSet<(string, int)>();
        var ports = new HashSet<(string, int)>();
        for (var i = 0; i < spec.Ports.Count; i++)
        {
            if (spec.Ports[i].NodePort is var port && port != 0 && !nodePorts.Add((spec.Ports[i].Protocol, port)))
            {
                errors.Add(new(FieldErrorType.FieldValueDuplicate, Ports.Index(i).Child("nodePort").ToString(), FieldErrorsExtensions.Shown(port), ""));
            }
        }

        for (var i = 0; i < spec.Ports.Count; i++)
        {
            if (!ports.Add((spec.Ports[i].Protocol, spec.Ports[i].Port)))
            {
                errors.Add(new(FieldErrorType.FieldValueDuplicate, Ports.Index(i).ToString(), InternalForm(spec.Ports[i]), ""));
            }
        }
    }

    private static void Validate(ServicePort port, bool needsName, HashSet<string> names, FieldPath path, FieldErrors errors)
    {
        if (port.Name.Length > 0)
        {
            errors.InvalidFor(path.Child("name"), port.Name, Formats.Dns1123Label(port.Name));
            if (!names.Add(port.Name))
            {
                errors.Duplicate(path.Child("name"), port.Name);
            }
        }
        else if (needsName)
        {
            errors.Required(path.Child("name"));
        }

        errors.InvalidFor(path.Child("port"), port.Port, Formats.PortNumber(port.Port));
        errors.CheckRequiredAndSupported(path.Child("protocol"), port.Protocol, Protocol.SCTP, Protocol.TCP, Protocol.UDP);
        if (port.TargetPort.IsString)
        {
            errors.InvalidFor(path.Child("targetPort"), port.TargetPort.StringValue!, Formats.PortName(port.TargetPort.StringValue!));
        }
        else
        {
            errors.InvalidFor(path.Child("targetPort"), port.TargetPort.IntValue, Formats.PortNumber(port.TargetPort.IntValue));
        }

        if (port.AppProtocol is { } protocol)
        {
            errors.InvalidFor(path.Child("appProtocol"), protocol, Formats.QualifiedName(protocol));
        }
    }

    // Upstream prints its own form of what it compared.
    private static string InternalForm(ServicePort port) =>
        $"{{\"Name\":\"\",\"Protocol\":{FieldErrors.Quote(port.Protocol)},\"AppProtocol\":null,\"Port\":{port.Port},\"TargetPort\":0,\"NodePort\":0}}";
}
