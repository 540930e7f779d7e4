using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Scheduling.V1;

/// <summary>Maps a priority class name to the integer priority that pods of the class receive.</summary>
[ApiType("io.k8s.api.scheduling.v1.PriorityClass", Group = "scheduling.k8s.io", Version = "v1", Kind = "PriorityClass")]
[ApiResource(
    "priorityclasses",
    Singular = "priorityclass",
    ShortNames = ["pc"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "1QwjyaZjj3Y=")]
public sealed partial record PriorityClass
{
    /// <summary>Standard object metadata, such as name, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Priority given to pods of this class, where larger is more important; user classes stop at one billion.</summary>
    [ApiField("value", 2, Optional = true)]
    public partial int Value { get; init; }

    /// <summary>Whether the class applies to pods that name no class; only one class should set it.</summary>
    [ApiField("globalDefault", 3, OmitEmpty = true, Optional = true)]
    public partial bool GlobalDefault { get; init; }

    /// <summary>Free text telling users when the class is meant to be used.</summary>
    [ApiField("description", 4, OmitEmpty = true, Optional = true)]
    public partial string Description { get; init; }

    /// <summary>Whether pods of the class may evict less important ones: PreemptLowerPriority, the default, or Never.</summary>
    [ApiField("preemptionPolicy", 5, OmitEmpty = true, Optional = true, Enum = typeof(PreemptionPolicy), TypeName = "v1.PreemptionPolicy")]
    public partial string? PreemptionPolicy { get; init; }
}
