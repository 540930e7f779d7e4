using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Containers: profiles, amounts, variables, ports.</content>
internal static partial class PodWarnings
{
    private static IEnumerable<string> OfContainers(PodSpec spec, ApiMap<string> annotations, bool isTemplate, FieldPath path, FieldPath annotationsPath)
    {
        foreach (var (container, at) in ContainerVisit.All(spec, path))
        {
            var (seccomp, appArmor) = (PodAnnotations.SeccompContainer + container.Name, PodAnnotations.AppArmorContainer + container.Name);
            string[] warnings =
            [
                .. When(
                    container.SecurityContext?.SeccompProfile is null && annotations.ContainsKey(seccomp), annotationsPath.Key(seccomp), SeccompIgnored),
                .. When(
                    isTemplate && IsUncopied(container, spec, annotations.GetValueOrDefault(appArmor)), annotationsPath.Key(appArmor), AppArmorDeprecated),
                .. OfResources(container.Resources, at.Child("resources")),
                .. OfEnv(container.Env, at.Child("env")),
            ];
            foreach (var warning in warnings)
            {
                yield return warning;
            }
        }
    }

    // A pod's annotation is copied into the field, and warned of, when the pod is made; a template's stays.
    private static bool IsUncopied(Container container, PodSpec spec, string? annotation) =>
        annotation is not null
        && container.SecurityContext?.AppArmorProfile is null
        && (spec.SecurityContext?.AppArmorProfile is not { } own || own != PodAnnotations.AppArmor(annotation));

    // Memory first, and of each amount the limit first.
    private static IEnumerable<string> OfResources(ResourceRequirements resources, FieldPath path) =>
        from name in ByteResources
        from part in new[] { (Amounts: resources.Limits, Field: "limits"), (Amounts: resources.Requests, Field: "requests") }
        where part.Amounts.ContainsKey(name)
        from warning in OfFractions(ApiMap.Of(name, part.Amounts[name]), path.Child(part.Field))
        select warning;

    // A later value may build on the one before; else the one before is lost.
    private static IEnumerable<string> OfEnv(ApiList<EnvVar> variables, FieldPath path) => Repeats(variables.Select(variable => variable.Name))
        .Where(each => variables[each.Index] is { ValueFrom: not null } || !BuildsOn(variables[each.Index].Value, $"$({each.Value})"))
        .Select(each => $"{path.Index(each.Index)}: hides previous definition of {FieldErrors.Quote(each.Value)}, which may be dropped when using apply");

    private static bool BuildsOn(string value, string reference) => value != reference && value.Contains(reference, StringComparison.Ordinal);

    private static IEnumerable<string> OfPorts(PodSpec spec, FieldPath path)
    {
        var ports = ContainerVisit.All(spec, path)
            .SelectMany(each => each.Container.Ports.Select((port, index) => (Port: port, Path: each.Path.Child("ports").Index(index))))
            .ToList();
        var names = new Dictionary<string, FieldPath>(StringComparer.Ordinal);
        return
        [
            .. ports.SelectMany((each, index) => OfPort(each.Port, each.Path, ports.Take(index))),
            .. ports.Where(each => each.Port.Name.Length > 0 && !names.TryAdd(each.Port.Name, each.Path)).Select(each =>
                $"{each.Path}: duplicate port name {FieldErrors.Quote(each.Port.Name)} with {names[each.Port.Name]}, "
                + $"services and probes that select ports by name will use {names[each.Port.Name]}"),
        ];
    }

    private static IEnumerable<string> OfPort(ContainerPort port, FieldPath path, IEnumerable<(ContainerPort Port, FieldPath Path)> before)
    {
        if (port.HostIP.Length > 0 && port.HostPort == 0)
        {
            yield return $"{path}: hostIP set without hostPort: "
                + $"{{Name:{port.Name} HostPort:0 ContainerPort:{port.Port} Protocol:{port.Protocol} HostIP:{port.HostIP}}}";
        }

        foreach (var (other, place) in before)
        {
            if (other.Port == port.Port && other.Protocol == port.Protocol && Clash(port, other) is { } clash)
            {
                yield return $"{path}: {clash} port definition with {place}";
            }
        }
    }

    private static string? Clash(ContainerPort port, ContainerPort other) =>
        port.HostIP == other.HostIP && port.HostPort == other.HostPort ? "duplicate"
        : port.HostPort == 0 || other.HostPort == 0 ? "overlapping"
        : port.HostPort == other.HostPort && (port.HostIP.Length == 0) != (other.HostIP.Length == 0) ? "dangerously ambiguous"
        : null;
}
