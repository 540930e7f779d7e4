using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Annotations of pods that had a meaning before there were fields for it.</summary>
internal static class PodAnnotations
{
    public const string Mirror = "kubernetes.io/config.mirror";
    public const string Tolerations = "scheduler.alpha.kubernetes.io/tolerations";
    public const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";
    public const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    public const string SeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
    public const string AppArmorContainer = "container.apparmor.security.beta.kubernetes.io/";
    public const string RuntimeDefault = "runtime/default";
    public const string Unconfined = "unconfined";
    public const string LocalhostPrefix = "localhost/";

    private static readonly string[] InitContainers =
    [
        "pod.beta.kubernetes.io/init-containers", "pod.alpha.kubernetes.io/init-containers", "pod.beta.kubernetes.io/init-container-statuses",
        "pod.alpha.kubernetes.io/init-container-statuses",
    ];

    /// <summary>The metadata without what old clients say of init containers beside their field.</summary>
    public static ObjectMeta WithoutInitContainers(ObjectMeta metadata) => InitContainers.Any(metadata.Annotations.ContainsKey)
        ? metadata with { Annotations = metadata.Annotations.Where(entry => !InitContainers.Contains(entry.Key)).ToApiMap() }
        : metadata;

    /// <summary>True for the docker-age or today's name of the runtime's own seccomp profile.</summary>
    public static bool IsRuntimeSeccomp(string value) => value is RuntimeDefault or "docker/default";

    /// <summary>True for a whole number of 32 bits without plus sign and leading zeros.</summary>
    public static bool IsDeletionCost(string value) =>
        value.Length > 0 && (value == "0" || value[0] is '-' or (>= '1' and <= '9'))
        && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <summary>The profile that an annotation of a container names; null when it names none.</summary>
    public static AppArmorProfile? AppArmor(string annotation) => annotation switch
    {
        Unconfined => AppArmorProfile.Empty with { Type = AppArmorProfileType.Unconfined },
        RuntimeDefault => AppArmorProfile.Empty with { Type = AppArmorProfileType.RuntimeDefault },
        _ when annotation.StartsWith(LocalhostPrefix, StringComparison.Ordinal) && annotation.Length > LocalhostPrefix.Length =>
            AppArmorProfile.Empty with { Type = AppArmorProfileType.Localhost, LocalhostProfile = annotation[LocalhostPrefix.Length..] },
        _ => null,
    };
}
