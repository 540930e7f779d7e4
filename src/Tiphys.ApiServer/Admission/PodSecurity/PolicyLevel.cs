using System.Globalization;

namespace Tiphys.ApiServer.Admission.PodSecurity;

/// <summary>How much a pod may do (the pod security standards); each level allows less than the one before it.</summary>
internal enum PolicyLevel
{
    /// <summary>Everything.</summary>
    Privileged,

    /// <summary>Nothing that is known to give more rights.</summary>
    Baseline,

    /// <summary>What a hardened pod needs.</summary>
    Restricted,
}

/// <summary>A level as a version of Kubernetes understood it.</summary>
/// <param name="Level">The level.</param>
/// <param name="Minor">Minor version; <see cref="Latest"/> for the newest.</param>
internal readonly record struct LevelVersion(PolicyLevel Level, int Minor)
{
    /// <summary>Newer than all versions.</summary>
    public const int Latest = int.MaxValue;

    /// <summary>Everything is allowed.</summary>
    public static LevelVersion Open { get; } = new(PolicyLevel.Privileged, Latest);

    /// <summary><c>restricted:latest</c>, <c>baseline:v1.24</c>.</summary>
    public override string ToString() => $"{Level.ToString().ToLowerInvariant()}:{(Minor == Latest ? "latest" : "v1." + Minor.ToString(CultureInfo.InvariantCulture))}";
}
