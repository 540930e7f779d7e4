namespace Tiphys.Api.Meta.V1;

/// <summary>Further data about a failed request that clients may act on.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails")]
public sealed partial record StatusDetails
{
    /// <summary>Name of the object that the failure concerns.</summary>
    [ApiField("name", 1, OmitEmpty = true, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>API group of the object that the failure concerns.</summary>
    [ApiField("group", 2, OmitEmpty = true, Optional = true)]
    public partial string Group { get; init; }

    /// <summary>Kind or resource of the object that the failure concerns.</summary>
    [ApiField("kind", 3, OmitEmpty = true, Optional = true)]
    public partial string Kind { get; init; }

    /// <summary>UID of the object that the failure concerns.</summary>
    [ApiField("uid", 6, OmitEmpty = true, Optional = true, TypeName = "types.UID")]
    public partial string UID { get; init; }

    /// <summary>Individual causes of the failure, for example one for each invalid field.</summary>
    [ApiField("causes", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<StatusCause> Causes { get; init; }

    /// <summary>Seconds after which the client should try again, or take the suggested alternative action.</summary>
    [ApiField("retryAfterSeconds", 5, OmitEmpty = true, Optional = true)]
    public partial int RetryAfterSeconds { get; init; }
}
