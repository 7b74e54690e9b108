namespace DiplomacyApi.Benchmarks.Filling;

/// <summary>Numbers from 0, each the rarer the larger: the n-th occurs in proportion to 1 / n^exponent.</summary>
internal sealed class Zipf
{
    private readonly double[] _upTo;

    public Zipf(int count, double exponent)
    {
        _upTo = new double[count];
        var sum = 0.0;
        for (var number = 0; number < count; number++) _upTo[number] = sum += 1 / Math.Pow(number + 1, exponent);
        for (var number = 0; number < count; number++) _upTo[number] /= sum;
    }

    public int Next(Random random)
    {
        var found = Array.BinarySearch(_upTo, random.NextDouble());
        return Math.Min(_upTo.Length - 1, found < 0 ? ~found : found);
    }
}
