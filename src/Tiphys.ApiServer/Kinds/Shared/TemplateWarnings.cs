using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Warnings of the kinds that make pods: about the template when it is new or may have changed.</summary>
internal static class TemplateWarnings
{
    private static readonly FieldPath Path = FieldPath.Root("spec").Child("template");

    /// <summary>Warnings about the name, for a new object, and about the template.</summary>
    public static IEnumerable<string> OfNamed(string subresource, PodTemplateSpec? template, ObjectMeta metadata, ObjectMeta? old) =>
    [
        .. old is null ? PodNameWarnings.For(metadata.Name) : [],
        .. Of(subresource, template, metadata, old),
    ];

    /// <summary>Warnings about the template.</summary>
    public static IEnumerable<string> Of(string subresource, PodTemplateSpec? template, ObjectMeta metadata, ObjectMeta? old) =>
        template is not null && IsChanged(subresource, metadata, old) ? PodWarnings.Of(template, Path) : [];

    /// <summary>True for a new object and for a new generation of one.</summary>
    public static bool IsChanged(string subresource, ObjectMeta metadata, ObjectMeta? old) =>
        old is null || (subresource.Length == 0 && metadata.Generation != old.Generation);
}
