namespace Tiphys.Api.Resource.V1;

/// <summary>Lets a request use devices that carry a matching taint.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceToleration")]
public sealed partial record DeviceToleration
{
    /// <summary>Taint key to tolerate; empty together with Exists tolerates every key.</summary>
    [ApiField("key", 1, OmitEmpty = true, Optional = true)]
    public partial string Key { get; init; }

    /// <summary>How key and value are compared: Equal, the default, or Exists, which ignores the value.</summary>
    [ApiField("operator", 2, OmitEmpty = true, Optional = true, Default = "\"Equal\"", Enum = typeof(DeviceTolerationOperator), TypeName = "v1.DeviceTolerationOperator")]
    public partial string Operator { get; init; }

    /// <summary>Taint value to tolerate; must be empty when the operator is Exists.</summary>
    [ApiField("value", 3, OmitEmpty = true, Optional = true)]
    public partial string Value { get; init; }

    /// <summary>Taint effect to tolerate, NoSchedule or NoExecute; empty tolerates all effects.</summary>
    [ApiField("effect", 4, OmitEmpty = true, Optional = true, Enum = typeof(DeviceTaintEffect), TypeName = "v1.DeviceTaintEffect")]
    public partial string Effect { get; init; }

    /// <summary>How many seconds a NoExecute taint is tolerated before eviction; unset means forever.</summary>
    [ApiField("tolerationSeconds", 5, OmitEmpty = true, Optional = true)]
    public partial long? TolerationSeconds { get; init; }
}
