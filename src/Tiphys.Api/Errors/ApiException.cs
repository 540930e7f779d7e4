using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Errors;

/// <summary>An API request failed; <see cref="Status"/> says how. Tell failures apart by <see cref="Reason"/>, never by text.</summary>
public sealed class ApiException : Exception
{
    /// <summary>A failure with its status.</summary>
    public ApiException(Status status)
        : base(status.Message) => Status = status;

    /// <summary>A failure with its status and what caused it.</summary>
    public ApiException(Status status, Exception inner)
        : base(status.Message, inner) => Status = status;

    /// <summary>What the API answered.</summary>
    public Status Status { get; }

    /// <summary>Machine-readable reason, one of <see cref="StatusReason"/>; empty when unknown.</summary>
    public string Reason => Status.Reason;

    /// <summary>HTTP status code.</summary>
    public int Code => Status.Code;

    /// <summary>True when the object does not exist.</summary>
    public bool IsNotFound => Reason == StatusReason.NotFound;

    /// <summary>True when the object exists already.</summary>
    public bool IsAlreadyExists => Reason == StatusReason.AlreadyExists;

    /// <summary>True when the object was changed in between.</summary>
    public bool IsConflict => Reason == StatusReason.Conflict;

    /// <summary>True when the resource version is too old to go on from.</summary>
    public bool IsExpired => Reason is StatusReason.Expired or StatusReason.Gone;
}
