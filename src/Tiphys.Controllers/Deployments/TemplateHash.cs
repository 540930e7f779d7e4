using System.Globalization;
using System.Text;
using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;

namespace Tiphys.Controllers.Deployments;

/// <summary>Names ReplicaSets by what their pods look like, so that the same template always gives the same name.</summary>
internal static class TemplateHash
{
    /// <summary>Label that tells the pods of one ReplicaSet of a Deployment from those of the others.</summary>
    public const string Label = "pod-template-hash";

    // The alphabet of upstream's names: without vowels, 0, 1 and 3, so that no words come about.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>
    /// 32 bits of FNV-1a over the template's JSON and the number of collisions so far. Upstream hashes a dump of its own data structures,
    /// which has no meaning here; only that it is deterministic matters.
    /// </summary>
    public static string Of(PodTemplateSpec template, int? collisions)
    {
        var hash = Add(2166136261, ApiJson.Write(template));
        if (collisions is { } count)
        {
            hash = Add(hash, Encoding.UTF8.GetBytes(count.ToString(CultureInfo.InvariantCulture)));
        }

        return string.Concat(hash.ToString(CultureInfo.InvariantCulture).Select(digit => Alphabet[digit % Alphabet.Length]));
    }

    /// <summary>True when the templates are the same but for the hash label.</summary>
    public static bool SameIgnoringHash(PodTemplateSpec a, PodTemplateSpec b)
    {
        var (left, right) = (WithoutHash(a), WithoutHash(b));

        // An empty list and one that is not set are the same template, but not the same value: JSON does not tell them apart.
        return left == right || ApiJson.Write(left).AsSpan().SequenceEqual(ApiJson.Write(right));
    }

    private static PodTemplateSpec WithoutHash(PodTemplateSpec template) =>
        template with { Metadata = template.Metadata with { Labels = template.Metadata.Labels.Remove(Label) } };

    private static uint Add(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 16777619;
        }

        return hash;
    }
}
