using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Admission;

/// <summary>What plug-ins for pods ask of a request.</summary>
internal static class PodAdmission
{
    /// <summary>The annotation of pods that a node made from its own files.</summary>
    public const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>True for a new pod.</summary>
    public static bool CreatesPod(this AdmissionRequest request) => request.Operation == "CREATE" && request.WritesPod();

    /// <summary>True for a pod itself, not one of its subresources.</summary>
    public static bool WritesPod(this AdmissionRequest request) => request.Context.Subresource.Length == 0 && request.Resource.Kind == Pod.GroupVersionKind;

    /// <summary>True for an object itself, not one of its subresources.</summary>
    public static bool IsWhole(this AdmissionRequest request) => request.Context.Subresource.Length == 0;

    /// <summary>True for a mirror pod.</summary>
    public static bool IsMirror(this Pod pod) => pod.Metadata.Annotations.ContainsKey(MirrorAnnotation);
}
