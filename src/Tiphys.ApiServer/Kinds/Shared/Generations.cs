namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>The number that tells how often the desired state of an object changed.</summary>
internal static class Generations
{
    /// <summary>The object as its first generation.</summary>
    public static T First<T>(T value)
        where T : class, IKubernetesObject<T> => value.WithMetadata(value.Metadata with { Generation = 1 });

    /// <summary>The object with the old generation, or with the next one when its desired state changed.</summary>
    public static T Bump<T>(T value, T old, Func<T, object> desired)
        where T : class, IKubernetesObject<T>
    {
        var generation = desired(value).Equals(desired(old)) ? old.Metadata.Generation : old.Metadata.Generation + 1;
        return value.WithMetadata(value.Metadata with { Generation = generation });
    }

    /// <summary>The object with the old generation.</summary>
    public static T Keep<T>(T value, T old)
        where T : class, IKubernetesObject<T> => value.WithMetadata(value.Metadata with { Generation = old.Metadata.Generation });
}
