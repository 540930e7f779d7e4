namespace Tiphys.Api.Resource.V1;

/// <summary>Marks a device so that only claims tolerating the taint may use it.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceTaint")]
public sealed partial record DeviceTaint
{
    /// <summary>Name of the taint, written as a label key; required.</summary>
    [ApiField("key", 1)]
    public partial string Key { get; init; }

    /// <summary>Optional value of the taint, written as a label value.</summary>
    [ApiField("value", 2, OmitEmpty = true, Optional = true)]
    public partial string Value { get; init; }

    /// <summary>Consequence for claims without a toleration: None, NoSchedule or NoExecute.</summary>
    [ApiField("effect", 3, Enum = typeof(DeviceTaintEffect), TypeName = "v1.DeviceTaintEffect")]
    public partial string Effect { get; init; }

    /// <summary>When the taint was put on the device; filled in by the server if absent.</summary>
    [ApiField("timeAdded", 4, OmitEmpty = true, Optional = true)]
    public partial Time? TimeAdded { get; init; }
}
