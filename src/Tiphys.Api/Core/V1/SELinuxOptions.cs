namespace Tiphys.Api.Core.V1;

/// <summary>The four parts of an SELinux label.</summary>
[ApiType("io.k8s.api.core.v1.SELinuxOptions")]
public sealed partial record SELinuxOptions
{
    /// <summary>SELinux user part of the label.</summary>
    [ApiField("user", 1, OmitEmpty = true, Optional = true)]
    public partial string User { get; init; }

    /// <summary>SELinux role part of the label.</summary>
    [ApiField("role", 2, OmitEmpty = true, Optional = true)]
    public partial string Role { get; init; }

    /// <summary>SELinux type part of the label.</summary>
    [ApiField("type", 3, OmitEmpty = true, Optional = true)]
    public partial string Type { get; init; }

    /// <summary>SELinux level part of the label, with sensitivity and categories.</summary>
    [ApiField("level", 4, OmitEmpty = true, Optional = true)]
    public partial string Level { get; init; }
}
