namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>One observation about the state of a custom resource definition.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionCondition")]
public sealed partial record CustomResourceDefinitionCondition
{
    /// <summary>Name of the aspect being reported, such as Established, NamesAccepted or Terminating.</summary>
    [ApiField("type", 1, TypeName = "v1.CustomResourceDefinitionConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition currently holds: True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>When the condition status last changed from one value to another.</summary>
    [ApiField("lastTransitionTime", 3, OmitEmpty = true, Optional = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase code explaining why the condition last changed.</summary>
    [ApiField("reason", 4, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Readable explanation of the most recent change of the condition.</summary>
    [ApiField("message", 5, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>Generation of the definition that the condition was computed from.</summary>
    [ApiField("observedGeneration", 6, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }
}
