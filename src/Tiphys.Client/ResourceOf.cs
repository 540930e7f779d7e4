namespace Tiphys.Client;

/// <summary>Where the objects of a type live in the API.</summary>
/// <typeparam name="T">Type of the objects.</typeparam>
public static class ResourceOf<T>
    where T : class, IKubernetesObject<T>
{
    /// <summary>The resource.</summary>
    /// <exception cref="InvalidOperationException">The type has none.</exception>
    public static ResourceDefinition Definition => Found ?? throw new InvalidOperationException($"{T.GroupVersionKind} has no resource");

    private static readonly ResourceDefinition? Found = ApiCatalog.Resources.FirstOrDefault(resource => resource.Kind == T.GroupVersionKind);
}
