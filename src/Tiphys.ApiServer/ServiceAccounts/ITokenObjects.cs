namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary>Finds the objects that tokens hang on.</summary>
public interface ITokenObjects
{
    /// <summary>The identity of an object, and for a pod the name of its node; null when there is none or it is long being deleted.</summary>
    /// <param name="kind">ServiceAccount, Pod, Secret or Node.</param>
    /// <param name="namespace">Namespace; empty for a node.</param>
    /// <param name="name">Name.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    ValueTask<TokenObject?> FindAsync(string kind, string @namespace, string name, CancellationToken cancellationToken);
}

/// <summary>An object that a token hangs on.</summary>
/// <param name="Uid">Its identity.</param>
/// <param name="NodeName">For a pod: its node; may be empty.</param>
/// <param name="ServiceAccountName">For a pod: the account that it runs as.</param>
public sealed record TokenObject(string Uid, string NodeName = "", string ServiceAccountName = "");
