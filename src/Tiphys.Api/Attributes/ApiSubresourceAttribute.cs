namespace Tiphys.Api;

/// <summary>A subresource of the resource that the record defines.</summary>
/// <param name="name">Name after the object's name in the path, for example <c>status</c>.</param>
/// <param name="version">Group and version of the body's kind, for example <c>autoscaling/v1</c>.</param>
/// <param name="kind">Kind of the body.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ApiSubresourceAttribute(string name, string version, string kind) : Attribute
{
    /// <summary>Name of the subresource.</summary>
    public string Name { get; } = name;

    /// <summary>Group and version of the body's kind.</summary>
    public string Version { get; } = version;

    /// <summary>Kind of the body.</summary>
    public string Kind { get; } = kind;

    /// <summary>Verbs of the subresource.</summary>
    public string[] Verbs { get; set; } = [];

    /// <summary>HTTP methods of a subresource that connects instead of reading or writing an object.</summary>
    public string[] ConnectMethods { get; set; } = [];
}
