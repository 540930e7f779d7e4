namespace Tiphys.Api.Schemas;

/// <summary>How server-side apply merges a list (<c>x-kubernetes-list-type</c>).</summary>
public enum ListType
{
    /// <summary>The list is one value, owned and replaced as a whole.</summary>
    Atomic,

    /// <summary>The list is a set of scalars.</summary>
    Set,

    /// <summary>The list is a map of objects, told apart by key fields.</summary>
    Map,
}
