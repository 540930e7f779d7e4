namespace Tiphys.Api.Meta.V1;

/// <summary>One aspect of the observed state of an object, in the common form.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Condition")]
public sealed partial record Condition
{
    /// <summary>Name of the aspect in CamelCase, optionally with a domain prefix.</summary>
    [ApiField("type", 1)]
    public partial string Type { get; init; }

    /// <summary>Whether the condition holds: True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Object generation that the condition was computed from; older than the object means outdated.</summary>
    [ApiField("observedGeneration", 3, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }

    /// <summary>Moment the status value last changed.</summary>
    [ApiField("lastTransitionTime", 4)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Required CamelCase code for why the status last changed.</summary>
    [ApiField("reason", 5)]
    public partial string Reason { get; init; }

    /// <summary>Text for people that gives details about the last change; may be empty.</summary>
    [ApiField("message", 6)]
    public partial string Message { get; init; }
}
