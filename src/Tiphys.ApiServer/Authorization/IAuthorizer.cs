using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.Authorization;

/// <summary>What a user wants to do.</summary>
public sealed record AccessRequest
{
    /// <summary>Who.</summary>
    public required UserInfo User { get; init; }

    /// <summary>Verb: get, list, watch, create, update, patch, delete, deletecollection, or an HTTP method in lower case for other paths.</summary>
    public required string Verb { get; init; }

    /// <summary>True for a request on API resources; false for another path.</summary>
    public bool IsResourceRequest { get; init; } = true;

    /// <summary>Group of the resource.</summary>
    public string Group { get; init; } = "";

    /// <summary>Version of the resource.</summary>
    public string Version { get; init; } = "";

    /// <summary>Plural of the resource.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Subresource; may be empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Namespace; empty for cluster-wide requests.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name of the object; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Field selector of a list, a watch or a deletion of many, as it came; may be empty.</summary>
    public string FieldSelector { get; init; } = "";

    /// <summary>Path of a request that is not on resources.</summary>
    public string Path { get; init; } = "";
}

/// <summary>What an authorizer says.</summary>
public enum AccessDecision
{
    /// <summary>It does not know; the next one decides.</summary>
    NoOpinion,

    /// <summary>The user may.</summary>
    Allow,

    /// <summary>The user may not, whatever others say.</summary>
    Deny,
}

/// <summary>An answer and its reason.</summary>
public readonly record struct AccessResult(AccessDecision Decision, string Reason);

/// <summary>Decides what users may do.</summary>
public interface IAuthorizer
{
    /// <summary>Decides one request; cheap, from memory.</summary>
    AccessResult Authorize(AccessRequest request);
}
