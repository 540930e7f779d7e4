namespace Tiphys.Api.Resource.V1;

/// <summary>Value of a device property, held in exactly one of the typed members.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceAttribute")]
public sealed partial record DeviceAttribute
{
    /// <summary>Value of the attribute as an integer.</summary>
    [ApiField("int", 2, OmitEmpty = true, Optional = true)]
    public partial long? IntValue { get; init; }

    /// <summary>Value of the attribute as true or false.</summary>
    [ApiField("bool", 3, OmitEmpty = true, Optional = true)]
    public partial bool? BoolValue { get; init; }

    /// <summary>Value of the attribute as text of at most 64 characters.</summary>
    [ApiField("string", 4, OmitEmpty = true, Optional = true)]
    public partial string? StringValue { get; init; }

    /// <summary>Value of the attribute as a semantic version of at most 64 characters.</summary>
    [ApiField("version", 5, OmitEmpty = true, Optional = true)]
    public partial string? VersionValue { get; init; }

    /// <summary>Value of the attribute as a list of integers.</summary>
    [ApiField("ints", 6, OmitEmpty = true, Optional = true)]
    public partial ApiList<long> IntValues { get; init; }

    /// <summary>Value of the attribute as a list of booleans.</summary>
    [ApiField("bools", 7, OmitEmpty = true, Optional = true)]
    public partial ApiList<bool> BoolValues { get; init; }

    /// <summary>Value of the attribute as a list of text strings.</summary>
    [ApiField("strings", 8, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> StringValues { get; init; }

    /// <summary>Value of the attribute as a list of semantic versions.</summary>
    [ApiField("versions", 9, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> VersionValues { get; init; }
}
