using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Annotations that named AppArmor profiles before there was a field (pkg/registry/core/pod, applyAppArmorVersionSkew).</summary>
internal static class AppArmorAnnotations
{
    /// <summary>Copies profiles into the containers' fields where these say nothing, and warns of the annotations.</summary>
    public static PodSpec Copy(PodSpec spec, ApiMap<string> annotations, RequestContext context)
    {
        if (spec.OS?.Name == OSName.Windows || !annotations.Keys.Any(key => key.StartsWith(PodAnnotations.AppArmorContainer, StringComparison.Ordinal)))
        {
            return spec;
        }

        var own = spec.SecurityContext?.AppArmorProfile;
        return ContainerVisit.Map(spec, container =>
        {
            var key = PodAnnotations.AppArmorContainer + container.Name;
            if (container.SecurityContext?.AppArmorProfile is not null || !annotations.TryGetValue(key, out var annotation))
            {
                return container;
            }

            var profile = PodAnnotations.AppArmor(annotation) is { } named && IsValid(named) ? named : null;
            if (profile is not null && profile == own)
            {
                return container;
            }

            context.Warn($"metadata.annotations[{key}]: {PodWarnings.AppArmorDeprecated}");
            return profile is null ? container : container with
            {
                SecurityContext = (container.SecurityContext ?? SecurityContext.Empty) with { AppArmorProfile = profile },
            };
        });
    }

    private static bool IsValid(AppArmorProfile profile)
    {
        var errors = new Validation.FieldErrors();
        PodValidation.CheckAppArmor(profile, errors, Validation.FieldPath.Root(""));
        return errors.IsEmpty;
    }
}
