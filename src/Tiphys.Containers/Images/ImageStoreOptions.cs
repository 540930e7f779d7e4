namespace Tiphys.Containers.Images;

/// <summary>How an <see cref="ImageStore"/> works.</summary>
public sealed record ImageStoreOptions
{
    /// <summary>For the age of what was handed out a short while ago, and the time written beside names.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The platform that indexes are resolved for, <c>os/architecture[/variant]</c>; null is this machine.
    /// </summary>
    public string? Platform { get; init; }
}
