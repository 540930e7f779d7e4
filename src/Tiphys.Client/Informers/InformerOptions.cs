namespace Tiphys.Client.Informers;

/// <summary>What an informer follows.</summary>
public sealed record InformerOptions
{
    /// <summary>Everything.</summary>
    public static InformerOptions All { get; } = new();

    /// <summary>One namespace; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Label selector in text form; null for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector in text form; null for all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>So many objects at most in each answer to a list, where the server cannot stream the start (client-go's page size).</summary>
    public int PageSize { get; init; } = 500;
}
