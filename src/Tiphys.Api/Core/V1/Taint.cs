namespace Tiphys.Api.Core.V1;

/// <summary>A mark on a node that repels every pod that does not tolerate it.</summary>
[ApiType("io.k8s.api.core.v1.Taint")]
public sealed partial record Taint
{
    /// <summary>Label-style key that names the taint, which tolerations refer to.</summary>
    [ApiField("key", 1)]
    public partial string Key { get; init; }

    /// <summary>Value that belongs to the key of the taint; may be empty.</summary>
    [ApiField("value", 2, OmitEmpty = true, Optional = true)]
    public partial string Value { get; init; }

    /// <summary>What happens to pods without a toleration: NoSchedule, PreferNoSchedule or NoExecute.</summary>
    [ApiField("effect", 3, Enum = typeof(TaintEffect), TypeName = "v1.TaintEffect")]
    public partial string Effect { get; init; }

    /// <summary>Time at which the taint was put on the node.</summary>
    [ApiField("timeAdded", 4, OmitEmpty = true, Optional = true)]
    public partial Time? TimeAdded { get; init; }
}
