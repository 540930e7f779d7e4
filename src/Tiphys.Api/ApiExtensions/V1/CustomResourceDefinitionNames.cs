namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>The names under which a custom resource is known.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames")]
public sealed partial record CustomResourceDefinitionNames
{
    /// <summary>Plural resource name used in URLs, all lower case.</summary>
    [ApiField("plural", 1)]
    public partial string Plural { get; init; }

    /// <summary>Singular name in lower case; defaults to the kind in lower case.</summary>
    [ApiField("singular", 2, OmitEmpty = true, Optional = true)]
    public partial string Singular { get; init; }

    /// <summary>Abbreviations accepted by clients, all lower case.</summary>
    [ApiField("shortNames", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> ShortNames { get; init; }

    /// <summary>Kind written in serialized objects, normally singular CamelCase.</summary>
    [ApiField("kind", 4)]
    public partial string Kind { get; init; }

    /// <summary>Kind of list objects; defaults to the kind followed by List.</summary>
    [ApiField("listKind", 5, OmitEmpty = true, Optional = true)]
    public partial string ListKind { get; init; }

    /// <summary>Groups of resources that this one belongs to, such as all.</summary>
    [ApiField("categories", 6, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Categories { get; init; }
}
