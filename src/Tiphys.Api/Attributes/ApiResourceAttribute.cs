namespace Tiphys.Api;

/// <summary>Makes a root object a REST resource.</summary>
/// <param name="plural">Name of the resource in paths, for example <c>pods</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ApiResourceAttribute(string plural) : Attribute
{
    /// <summary>Name of the resource in paths.</summary>
    public string Plural { get; } = plural;

    /// <summary>Singular name, as <c>kubectl</c> prints it.</summary>
    public string Singular { get; set; } = "";

    /// <summary>True when objects live in a namespace.</summary>
    public bool Namespaced { get; set; }

    /// <summary>Short names, for example <c>po</c>.</summary>
    public string[] ShortNames { get; set; } = [];

    /// <summary>Categories, for example <c>all</c>.</summary>
    public string[] Categories { get; set; } = [];

    /// <summary>Verbs of the resource, in the order that discovery lists them.</summary>
    public string[] Verbs { get; set; } = [];

    /// <summary>Hash by which discovery tells that the stored version changed; null for a kind that is not stored.</summary>
    public string? StorageVersionHash { get; set; }
}
