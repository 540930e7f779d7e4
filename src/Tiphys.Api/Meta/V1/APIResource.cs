namespace Tiphys.Api.Meta.V1;

/// <summary>Describes one resource or subresource that the server offers.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIResource")]
public sealed partial record APIResource
{
    /// <summary>Plural name as used in URLs, with a slash before any subresource.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Singular name of the resource for use by clients.</summary>
    [ApiField("singularName", 6)]
    public partial string SingularName { get; init; }

    /// <summary>Whether objects of the resource live in namespaces.</summary>
    [ApiField("namespaced", 2)]
    public partial bool Namespaced { get; init; }

    /// <summary>API group of the kind; the group of the enclosing list when empty.</summary>
    [ApiField("group", 8, OmitEmpty = true)]
    public partial string Group { get; init; }

    /// <summary>API version of the kind; the version of the enclosing list when empty.</summary>
    [ApiField("version", 9, OmitEmpty = true)]
    public partial string Version { get; init; }

    /// <summary>Kind of the objects that the resource handles.</summary>
    [ApiField("kind", 3)]
    public partial string Kind { get; init; }

    /// <summary>Operations that the resource supports, such as get, list, watch and create.</summary>
    [ApiField("verbs", 4, TypeName = "v1.Verbs", Wrapped = true)]
    public partial ApiList<string> Verbs { get; init; }

    /// <summary>Abbreviations that command line tools accept for the resource.</summary>
    [ApiField("shortNames", 5, OmitEmpty = true)]
    public partial ApiList<string> ShortNames { get; init; }

    /// <summary>Groupings the resource is a member of, such as all.</summary>
    [ApiField("categories", 7, OmitEmpty = true)]
    public partial ApiList<string> Categories { get; init; }

    /// <summary>Opaque hash of the version used in storage, to be compared for equality only.</summary>
    [ApiField("storageVersionHash", 10, OmitEmpty = true, Optional = true)]
    public partial string StorageVersionHash { get; init; }
}
