namespace Tiphys.Api.Authorization.V1;

/// <summary>Describes an action on an API resource for an access check.</summary>
[ApiType("io.k8s.api.authorization.v1.ResourceAttributes")]
public sealed partial record ResourceAttributes
{
    /// <summary>Namespace of the action, empty for cluster-scoped resources or, on namespaced ones, for all namespaces.</summary>
    [ApiField("namespace", 1, OmitEmpty = true, Optional = true)]
    public partial string Namespace { get; init; }

    /// <summary>Action in API terms, such as get, list or delete, with an asterisk meaning all of them.</summary>
    [ApiField("verb", 2, OmitEmpty = true, Optional = true)]
    public partial string Verb { get; init; }

    /// <summary>API group of the resource, empty for the core group, with an asterisk meaning all groups.</summary>
    [ApiField("group", 3, OmitEmpty = true, Optional = true)]
    public partial string Group { get; init; }

    /// <summary>API version of the resource, with an asterisk meaning all versions.</summary>
    [ApiField("version", 4, OmitEmpty = true, Optional = true)]
    public partial string Version { get; init; }

    /// <summary>Plural name of the resource type, with an asterisk meaning all types.</summary>
    [ApiField("resource", 5, OmitEmpty = true, Optional = true)]
    public partial string Resource { get; init; }

    /// <summary>Name of the subresource being reached, or empty when there is none.</summary>
    [ApiField("subresource", 6, OmitEmpty = true, Optional = true)]
    public partial string Subresource { get; init; }

    /// <summary>Name of the single object concerned, or empty for all objects.</summary>
    [ApiField("name", 7, OmitEmpty = true, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>Narrows the check to list, watch or deletecollection requests limited by these fields.</summary>
    [ApiField("fieldSelector", 8, OmitEmpty = true, Optional = true)]
    public partial FieldSelectorAttributes? FieldSelector { get; init; }

    /// <summary>Narrows the check to list, watch or deletecollection requests limited by these labels.</summary>
    [ApiField("labelSelector", 9, OmitEmpty = true, Optional = true)]
    public partial LabelSelectorAttributes? LabelSelector { get; init; }
}
