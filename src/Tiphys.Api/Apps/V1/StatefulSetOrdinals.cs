namespace Tiphys.Api.Apps.V1;

/// <summary>Controls how index numbers are handed out to the pods of a StatefulSet.</summary>
[ApiType("io.k8s.api.apps.v1.StatefulSetOrdinals")]
public sealed partial record StatefulSetOrdinals
{
    /// <summary>Ordinal given to the first pod, with later pods counting upward from it; defaults to 0.</summary>
    [ApiField("start", 1, Optional = true)]
    public partial int Start { get; init; }
}
