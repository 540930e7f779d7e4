namespace Tiphys.Client.Reconciling;

/// <summary>Brings the world of one key to what is desired: the whole of it each time, whatever the change that called.</summary>
/// <typeparam name="TKey">Type of the keys.</typeparam>
public interface IReconciler<TKey>
    where TKey : notnull
{
    /// <summary>Reconciles a key. An exception means that it is tried again, later and later.</summary>
    Task<ReconcileResult> ReconcileAsync(TKey key, CancellationToken cancellationToken);
}

/// <summary>How reconciling went on, when it did not fail.</summary>
/// <param name="Again">Delay after which the key is looked at again; null for the next change only.</param>
public readonly record struct ReconcileResult(TimeSpan? Again)
{
    /// <summary>Nothing to do until the next change.</summary>
    public static ReconcileResult Done => default;

    /// <summary>To be looked at again after a delay.</summary>
    public static ReconcileResult After(TimeSpan delay) => new(delay);
}
