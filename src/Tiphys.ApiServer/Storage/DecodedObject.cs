using System.Globalization;

namespace Tiphys.ApiServer.Storage;

/// <summary>
/// What a store entry keeps as its decoded form. A write hands the object in before its revision is known, so the version is put on
/// when it is first read.
/// </summary>
internal sealed class DecodedObject(IKubernetesObject value)
{
    private IKubernetesObject? _versioned;

    public IKubernetesObject At(long revision)
    {
        if (Volatile.Read(ref _versioned) is { } known)
        {
            return known;
        }

        var versioned = WithVersion(value, revision);
        return Interlocked.CompareExchange(ref _versioned, versioned, null) ?? versioned;
    }

    public static IKubernetesObject WithVersion(IKubernetesObject value, long revision) =>
        value.WithMetadata(value.Metadata with { ResourceVersion = revision.ToString(CultureInfo.InvariantCulture) });
}
