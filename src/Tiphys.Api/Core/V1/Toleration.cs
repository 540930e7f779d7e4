namespace Tiphys.Api.Core.V1;

/// <summary>Lets a pod accept nodes that carry a matching taint.</summary>
[ApiType("io.k8s.api.core.v1.Toleration")]
public sealed partial record Toleration
{
    /// <summary>Key of the taint to tolerate; empty together with Exists tolerates every taint.</summary>
    [ApiField("key", 1, OmitEmpty = true, Optional = true)]
    public partial string Key { get; init; }

    /// <summary>How the value is compared: Equal, the default, Exists, or the numeric Lt and Gt.</summary>
    [ApiField("operator", 2, OmitEmpty = true, Optional = true, Enum = typeof(TolerationOperator), TypeName = "v1.TolerationOperator")]
    public partial string Operator { get; init; }

    /// <summary>Value of the taint to compare with; must be empty for Exists.</summary>
    [ApiField("value", 3, OmitEmpty = true, Optional = true)]
    public partial string Value { get; init; }

    /// <summary>Effect of the taint to tolerate; empty tolerates every effect.</summary>
    [ApiField("effect", 4, OmitEmpty = true, Optional = true, Enum = typeof(TaintEffect), TypeName = "v1.TaintEffect")]
    public partial string Effect { get; init; }

    /// <summary>Seconds to stay on a node after a NoExecute taint appears; unset means forever.</summary>
    [ApiField("tolerationSeconds", 5, OmitEmpty = true, Optional = true)]
    public partial long? TolerationSeconds { get; init; }
}
