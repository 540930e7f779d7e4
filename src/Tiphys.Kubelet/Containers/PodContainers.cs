using System.Globalization;
using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;

namespace Tiphys.Kubelet.Containers;

/// <summary>Questions about the containers of a pod's specification.</summary>
internal static class PodContainers
{
    /// <summary>Init containers, containers and ephemeral containers.</summary>
    public static IEnumerable<Container> All(PodSpec spec) => spec.InitContainers.Concat(spec.Containers).Concat(Ephemeral(spec));

    public static IEnumerable<Container> Ephemeral(PodSpec spec) => spec.EphemeralContainers.Select(AsContainer);

    public static Container? Find(PodSpec spec, string name) => All(spec).FirstOrDefault(container => container.Name == name);

    /// <summary>An init container that goes on beside the main containers (a "sidecar").</summary>
    public static bool IsRestartableInit(Container initContainer) => initContainer.RestartPolicy == ContainerRestartPolicy.Always;

    /// <summary>Whether an ended container is started again: by its own rules, else its own policy, else that of the pod.</summary>
    public static bool ShouldRestart(Container container, PodSpec spec, int exitCode) =>
        (container.RestartPolicy is not null && MatchingRule(container, exitCode) is not null)
        || (container.RestartPolicy ?? spec.RestartPolicy) switch
        {
            ContainerRestartPolicy.Never => false,
            ContainerRestartPolicy.OnFailure => exitCode != 0,
            _ => true,
        };

    /// <summary>Whether the end of a container restarts all containers of its pod.</summary>
    public static bool RestartsAll(Container container, int exitCode) =>
        container.RestartPolicy is not null && MatchingRule(container, exitCode)?.Action == ContainerRestartRuleAction.RestartAllContainers;

    /// <summary>Whether some container could restart all.</summary>
    public static bool CouldRestartAll(PodSpec spec) => spec.InitContainers.Concat(spec.Containers)
        .Any(container => container.RestartPolicyRules.Any(rule => rule.Action == ContainerRestartRuleAction.RestartAllContainers));

    /// <summary>Stands for the fields of which a change restarts a container in place; upstream takes the name and the image.</summary>
    public static string Hash(Container container)
    {
        // FNV-1a, 32 bit, written in hexadecimal digits as upstream does.
        var hash = 2166136261u;
        foreach (var each in Encoding.UTF8.GetBytes($"{container.Name}\n{container.Image}"))
        {
            hash = (hash ^ each) * 16777619u;
        }

        return hash.ToString("x", CultureInfo.InvariantCulture);
    }

    /// <summary><c>spec.containers{web}</c>, as Events name a container.</summary>
    public static string FieldPath(PodSpec spec, string name) =>
        spec.InitContainers.Any(each => each.Name == name) ? $"spec.initContainers{{{name}}}"
        : spec.Containers.Any(each => each.Name == name) ? $"spec.containers{{{name}}}"
        : $"spec.ephemeralContainers{{{name}}}";

    /// <summary>How messages name a pod: <c>web-1_default(0b7e…)</c>.</summary>
    public static string Format(Pod pod) => $"{pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.UID})";

    // Both have the same fields, so that the text form of one is that of the other.
    private static Container AsContainer(EphemeralContainer container) =>
        ApiJson.Read<Container>(ApiJson.Write(container.EphemeralContainerCommon));

    private static ContainerRestartRule? MatchingRule(Container container, int exitCode) =>
        container.RestartPolicyRules.FirstOrDefault(rule => rule.ExitCodes is { } codes && Matches(codes, exitCode));

    private static bool Matches(ContainerRestartRuleOnExitCodes codes, int exitCode) =>
        (codes.Operator == ContainerRestartRuleOnExitCodesOperator.In) == codes.Values.Contains(exitCode);
}
