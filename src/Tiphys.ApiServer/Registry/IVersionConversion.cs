namespace Tiphys.ApiServer.Registry;

/// <summary>A version of a kind that is a view: its objects are stored in another version, or under another group.</summary>
internal interface IVersionConversion
{
    /// <summary>The kind as clients of this version see it.</summary>
    GroupVersionKind Kind { get; }

    /// <summary>The kind that is stored.</summary>
    GroupVersionKind Stored { get; }

    /// <summary>The object as it is stored.</summary>
    IKubernetesObject ToStored(IKubernetesObject value);

    /// <summary>The stored object as it is seen.</summary>
    IKubernetesObject FromStored(IKubernetesObject value);
}
