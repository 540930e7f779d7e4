namespace Tiphys.Api.Storage.V1;

/// <summary>Details of a failure during a volume operation.</summary>
[ApiType("io.k8s.api.storage.v1.VolumeError")]
public sealed partial record VolumeError
{
    /// <summary>Moment at which the failure occurred.</summary>
    [ApiField("time", 1, OmitEmpty = true, Optional = true)]
    public partial Time Time { get; init; }

    /// <summary>Description of the failure, which may be logged and so must hold no secrets.</summary>
    [ApiField("message", 2, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>Numeric gRPC status code of the failed driver call, if one is known.</summary>
    [ApiField("errorCode", 3, OmitEmpty = true, Optional = true)]
    public partial int? ErrorCode { get; init; }
}
