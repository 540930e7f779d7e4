using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Images;

/// <summary>Chooses the manifest of an index that suits a machine, best first.</summary>
internal static class PlatformSelector
{
    public static IReadOnlyList<Descriptor> Candidates(ImageIndex index, Platform wanted)
    {
        var images = index.Manifests.Where(m => MediaTypes.IsManifest(m.MediaType) || MediaTypes.IsIndex(m.MediaType)).ToList();
        var matching = images
            .Select(m => (Manifest: m, Score: m.Platform is { } p ? Score(p, wanted) : 1))
            .Where(m => m.Score > 0)
            .OrderByDescending(m => m.Score)
            .Select(m => m.Manifest)
            .ToList();
        return matching;
    }

    /// <summary>Zero when an image for one platform does not run on the other; more is better.</summary>
    public static int Score(Platform offered, Platform wanted)
    {
        if (offered.Os != wanted.Os || offered.Architecture != wanted.Architecture)
        {
            return 0;
        }

        var offeredVariant = Variant(offered);
        var wantedVariant = Variant(wanted);
        if (offeredVariant == wantedVariant)
        {
            return 100;
        }

        // A machine runs what is made for an older variant of its architecture.
        return offeredVariant < wantedVariant ? 50 - (wantedVariant - offeredVariant) : 0;
    }

    // Defaults as containerd's platforms package normalises them: amd64 is v1, arm64 is v8, arm is v7.
    private static int Variant(Platform platform) =>
        platform.Variant is { Length: > 1 } variant && int.TryParse(variant.AsSpan(1, 1), out var number)
            ? number
            : platform.Architecture switch
            {
                "amd64" => 1,
                "arm64" => 8,
                "arm" => 7,
                _ => 0,
            };
}
