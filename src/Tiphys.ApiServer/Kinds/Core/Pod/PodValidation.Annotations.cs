using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Annotations with a meaning, and that they agree with the fields.</content>
internal static partial class PodValidation
{
    private static readonly FieldPath AnnotationsPath = FieldPath.Root("metadata").Child("annotations");

    /// <summary>Annotations with a meaning for pods.</summary>
    public static void CheckAnnotations(ApiMap<string> annotations, PodSpec spec, FieldErrors errors, FieldPath path)
    {
        if (annotations.TryGetValue(PodAnnotations.Mirror, out var mirror) && spec.NodeName.Length == 0)
        {
            errors.Invalid(path.Key(PodAnnotations.Mirror), mirror, "must set spec.nodeName if mirror pod annotation is set");
        }

        if (annotations.TryGetValue(PodAnnotations.Tolerations, out var tolerations) && tolerations.Length > 0)
        {
            CheckTolerationsText(tolerations, errors, path);
        }

        if (annotations.TryGetValue(PodAnnotations.DeletionCost, out var cost) && !PodAnnotations.IsDeletionCost(cost))
        {
            errors.Invalid(path.Key(PodAnnotations.DeletionCost), cost, "must be a 32bit integer");
        }

        CheckSeccompAnnotations(annotations, errors, path);
        CheckAppArmorAnnotations(annotations, spec, errors, path);
    }

    private static void CheckTolerationsText(string text, FieldErrors errors, FieldPath path)
    {
        try
        {
            var pod = ApiJson.Read<PodSpec>(Encoding.UTF8.GetBytes($"{{\"tolerations\":{text}}}"));
            CheckTolerations(pod.Tolerations, errors, path.Child(PodAnnotations.Tolerations));
        }
        catch (JsonDecodeException exception)
        {
            errors.Invalid(path, PodAnnotations.Tolerations, exception.Message);
        }
    }

    private static void CheckSeccompAnnotations(ApiMap<string> annotations, FieldErrors errors, FieldPath path)
    {
        foreach (var (key, profile) in annotations)
        {
            if (key != PodAnnotations.SeccompPod && !key.StartsWith(PodAnnotations.SeccompContainer, StringComparison.Ordinal))
            {
                continue;
            }

            var isLocal = profile.StartsWith(PodAnnotations.LocalhostPrefix, StringComparison.Ordinal);
            var file = isLocal ? profile[PodAnnotations.LocalhostPrefix.Length..] : profile;
            IEnumerable<string> reasons = isLocal ? Paths.Descending(file)
                : PodAnnotations.IsRuntimeSeccomp(profile) || profile == PodAnnotations.Unconfined ? []
                : ["must be a valid seccomp profile"];
            errors.InvalidFor(path.Child(key), file, reasons);
        }
    }

    private static void CheckAppArmorAnnotations(ApiMap<string> annotations, PodSpec spec, FieldErrors errors, FieldPath path)
    {
        foreach (var (key, profile) in annotations)
        {
            if (!key.StartsWith(PodAnnotations.AppArmorContainer, StringComparison.Ordinal))
            {
                continue;
            }

            var name = key[PodAnnotations.AppArmorContainer.Length..];
            if (!ContainerVisit.All(spec, SpecPath).Any(each => each.Container.Name == name))
            {
                errors.Invalid(path.Key(key), name, "container not found");
            }

            if (profile is not ("" or PodAnnotations.RuntimeDefault or PodAnnotations.Unconfined)
                && !profile.StartsWith(PodAnnotations.LocalhostPrefix, StringComparison.Ordinal))
            {
                errors.Invalid(path.Key(key), profile, $"invalid AppArmor profile name: {FieldErrors.Quote(profile)}");
            }
        }
    }

    private static void CheckAnnotationChange(Pod pod, ObjectMeta old, FieldErrors errors)
    {
        var metadata = pod.Metadata;
        foreach (var (key, value) in old.Annotations)
        {
            if (!metadata.Annotations.TryGetValue(key, out var now) || now != value)
            {
                CheckFixedAnnotation(key, "may not remove or update", errors);
            }
        }

        foreach (var (key, _) in metadata.Annotations)
        {
            if (!old.Annotations.ContainsKey(key))
            {
                CheckFixedAnnotation(key, "may not add", errors);
            }
        }

        CheckAnnotations(metadata.Annotations, pod.Spec, errors, AnnotationsPath);
    }

    private static void CheckFixedAnnotation(string key, string verb, FieldErrors errors)
    {
        if (key.StartsWith(PodAnnotations.AppArmorContainer, StringComparison.Ordinal))
        {
            errors.Forbidden(AnnotationsPath.Key(key), verb + " AppArmor annotations");
        }

        if (key == PodAnnotations.Mirror)
        {
            errors.Forbidden(AnnotationsPath.Key(key), verb + " mirror pod annotation");
        }
    }

    private static void CheckSeccompAgrees(ApiMap<string> annotations, PodSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.SecurityContext?.SeccompProfile is { } own && annotations.TryGetValue(PodAnnotations.SeccompPod, out var text))
        {
            CheckSeccompAgrees(text, own, errors, path.Child("securityContext").Child("seccompProfile"));
        }

        foreach (var (container, at) in ContainerVisit.All(spec, path))
        {
            if (container.SecurityContext?.SeccompProfile is { } profile && annotations.TryGetValue(PodAnnotations.SeccompContainer + container.Name, out text))
            {
                CheckSeccompAgrees(text, profile, errors, at.Child("securityContext").Child("seccompProfile"));
            }
        }
    }

    private static void CheckAppArmorAgrees(ApiMap<string> annotations, PodSpec spec, FieldErrors errors, FieldPath path)
    {
        foreach (var (container, at) in spec.OS?.Name == OSName.Windows ? [] : ContainerVisit.All(spec, path))
        {
            var profile = container.SecurityContext?.AppArmorProfile ?? spec.SecurityContext?.AppArmorProfile;
            if (profile is not null && annotations.TryGetValue(PodAnnotations.AppArmorContainer + container.Name, out var text))
            {
                CheckAppArmorAgrees(text, profile, errors, at.Child("securityContext").Child("appArmorProfile"));
            }
        }
    }

    private static void CheckSeccompAgrees(string annotation, SeccompProfile profile, FieldErrors errors, FieldPath path)
    {
        var agrees = profile.Type switch
        {
            SeccompProfileType.Unconfined => annotation == PodAnnotations.Unconfined,
            SeccompProfileType.RuntimeDefault => PodAnnotations.IsRuntimeSeccomp(annotation),
            SeccompProfileType.Localhost => annotation.StartsWith(PodAnnotations.LocalhostPrefix, StringComparison.Ordinal),
            _ => true,
        };
        CheckAgrees("seccomp", agrees, profile.Type == SeccompProfileType.Localhost, annotation, profile.LocalhostProfile, errors, path);
    }

    private static void CheckAppArmorAgrees(string annotation, AppArmorProfile profile, FieldErrors errors, FieldPath path)
    {
        var agrees = profile.Type switch
        {
            AppArmorProfileType.Unconfined => annotation == PodAnnotations.Unconfined,
            AppArmorProfileType.RuntimeDefault => annotation == PodAnnotations.RuntimeDefault,
            AppArmorProfileType.Localhost => annotation.StartsWith(PodAnnotations.LocalhostPrefix, StringComparison.Ordinal),
            _ => true,
        };
        CheckAgrees("apparmor", agrees, profile.Type == AppArmorProfileType.Localhost, annotation, profile.LocalhostProfile, errors, path);
    }

    private static void CheckAgrees(string kind, bool agrees, bool isLocal, string annotation, string? file, FieldErrors errors, FieldPath path)
    {
        if (!agrees)
        {
            errors.Forbidden(path.Child("type"), $"{kind} type in annotation and field must match");
        }
        else if (isLocal && annotation[PodAnnotations.LocalhostPrefix.Length..] != file)
        {
            errors.Forbidden(path.Child("localhostProfile"), $"{kind} profile in annotation and field must match");
        }
    }
}
