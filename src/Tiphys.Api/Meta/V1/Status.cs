namespace Tiphys.Api.Meta.V1;

/// <summary>The answer to a request that returns no other object, most often an error.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Status", Version = "v1", Kind = "Status")]
public sealed partial record Status
{
    /// <summary>Standard list metadata, normally left empty in a status answer.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>Outcome of the request, either Success or Failure.</summary>
    [ApiField("status", 2, OmitEmpty = true, Optional = true)]
    public partial string StatusValue { get; init; }

    /// <summary>Text for people that describes the outcome.</summary>
    [ApiField("message", 3, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>Machine-readable code for a failure, such as NotFound; it refines the HTTP code.</summary>
    [ApiField("reason", 4, OmitEmpty = true, Optional = true, TypeName = "v1.StatusReason")]
    public partial string Reason { get; init; }

    /// <summary>Further data about the failure, whose content depends on the reason.</summary>
    [ApiField("details", 5, OmitEmpty = true, Optional = true)]
    public partial StatusDetails? Details { get; init; }

    /// <summary>HTTP status code that goes with the answer, 0 if not set.</summary>
    [ApiField("code", 6, OmitEmpty = true, Optional = true)]
    public partial int Code { get; init; }
}
