namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Desired custom API: its group, names, scope, versions and conversion.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec")]
public sealed partial record CustomResourceDefinitionSpec
{
    /// <summary>API group under which the custom resource is served; must match the name of the definition.</summary>
    [ApiField("group", 1)]
    public partial string Group { get; init; }

    /// <summary>Resource, kind and alias names for the custom resource.</summary>
    [ApiField("names", 3)]
    public partial CustomResourceDefinitionNames Names { get; init; }

    /// <summary>Whether objects are Namespaced or belong to the Cluster.</summary>
    [ApiField("scope", 4, TypeName = "v1.ResourceScope")]
    public partial string Scope { get; init; }

    /// <summary>Versions of the custom resource, of which exactly one is the storage version.</summary>
    [ApiField("versions", 7)]
    public partial ApiList<CustomResourceDefinitionVersion> Versions { get; init; }

    /// <summary>How objects are converted between versions; defaults to the None strategy.</summary>
    [ApiField("conversion", 9, OmitEmpty = true, Optional = true)]
    public partial CustomResourceConversion? Conversion { get; init; }

    /// <summary>Obsolete switch that kept unspecified fields in stored objects; must now be false.</summary>
    [ApiField("preserveUnknownFields", 10, OmitEmpty = true, Optional = true)]
    public partial bool PreserveUnknownFields { get; init; }
}
