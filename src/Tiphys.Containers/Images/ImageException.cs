namespace Tiphys.Containers;

/// <summary>Why an image operation failed. Callers decide by this, never by the message.</summary>
public enum ImageErrorReason
{
    /// <summary>The text is not an image reference.</summary>
    InvalidReference,

    /// <summary>The store or the registry has no such image, manifest or blob.</summary>
    NotFound,

    /// <summary>The registry refuses these credentials, or asks for some.</summary>
    Unauthorized,

    /// <summary>The content has another digest or size than its descriptor says.</summary>
    DigestMismatch,

    /// <summary>No connection, a time-out, or a server that keeps answering with 5xx.</summary>
    Unreachable,

    /// <summary>The registry asks to slow down (429) and did so to the last attempt.</summary>
    TooManyRequests,

    /// <summary>The image has no manifest for this operating system and architecture.</summary>
    NoMatchingPlatform,

    /// <summary>A manifest, configuration, archive or layer is malformed or tries to leave its directory.</summary>
    InvalidContent,

    /// <summary>The registry answered something that the distribution specification does not allow.</summary>
    UnexpectedResponse,

    /// <summary>The disk under the store is full or fails.</summary>
    StorageFailure,

    /// <summary>The store's directory belongs to something else or was written by a newer version.</summary>
    InvalidStore,
}

/// <summary>The one exception of image store, registry client and builder.</summary>
public sealed class ImageException(ImageErrorReason reason, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public ImageErrorReason Reason { get; } = reason;
}
